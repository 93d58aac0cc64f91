// Whether there are formulas that scroll, and the keyboard reaches each of them.
(() => {
  const wide = [...document.querySelectorAll("mjx-container[display]")]
    .filter((formula) => formula.scrollWidth > formula.clientWidth + 1);
  return wide.length > 0 && wide.every((formula) => formula.tabIndex === 0);
});
