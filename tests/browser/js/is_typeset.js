// Whether MathJax has set the formulas of the page, if there are any.
(() => !document.querySelector(".math") || window.MathJax?.startup?.promise?.then(() => true));
