// The colors of all that is written on a sheet, and of the paper.
(() => {
  const sheet = document.querySelector(".bp-worksheet");
  const written = [...sheet.querySelectorAll("h1, h2, p, b, li, span, mi, mn, mo")];
  const inks = written.map((node) => getComputedStyle(node).color);
  const papers = [document.body, sheet].map((node) => getComputedStyle(node).backgroundColor);
  return [...new Set(inks), ...new Set(papers)];
});
