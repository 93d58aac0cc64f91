// MathJax takes longer to start than all widgets of a page: they come first.
{
  const src = new URL("mathjax/tex-svg.js", document.currentScript.src);
  const load = () => document.head.append(Object.assign(document.createElement("script"), { src }));
  Promise.resolve(window.widgetsReady).then(load, load);
}
