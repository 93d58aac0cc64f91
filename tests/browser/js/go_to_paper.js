// What the browser says to a page before it prints it.
(() => {
  dispatchEvent(new Event("beforeprint"));
  return new Promise(requestAnimationFrame);
});
