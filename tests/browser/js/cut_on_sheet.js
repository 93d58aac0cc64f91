// What a sheet shows beyond the right margin of a paper so wide.
((width) =>
  [...document.querySelectorAll(".bp-worksheet :is(math, span, p, svg, text)")]
    .filter((node) => node.checkVisibility() && node.getBoundingClientRect().right > width + 1)
    .map((node) => node.textContent));
