// Whether a button is free, and is where a finger finds it.
const isReached = (button) => {
  button.scrollIntoView({ block: "center" });
  const { left, top, width, height } = button.getBoundingClientRect();
  const found = document.elementFromPoint(left + width / 2, top + height / 2);
  return !button.disabled && found === button;
};
