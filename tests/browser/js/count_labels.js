// Counts how often the labels of a page change from now on, in window.labels.
(() => {
  window.labels = { none: 0 };
  window.since = performance.now();
  new MutationObserver((records) => {
    for (const { target } of records) {
      const name = target.className || target.tagName;
      window.labels[name] = (window.labels[name] ?? 0) + 1;
    }
  }).observe(document.body, { subtree: true, attributeFilter: ["aria-label"] });
});
