// From now on counts what begins to move, in window.moves: on a busy machine it may have ended
// before one looks.
(() => {
  const { animate } = Element.prototype;
  window.moves = 0;
  Element.prototype.animate = function (...how) {
    window.moves++;
    return animate.apply(this, how);
  };
});
