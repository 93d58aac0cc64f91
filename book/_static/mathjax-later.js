// MathJax takes longer to start than all widgets of a page: they come first. The build makes the same for the theme's icons.
{
  const script = Object.assign(document.createElement("script"), { src: new URL("mathjax/tex-svg.js", document.currentScript.src) });
  Promise.resolve(window.widgetsReady).finally(() => document.head.append(script));
}
