// A script that takes longer to start than all widgets of a page: they come first.
{
  const script = Object.assign(document.createElement("script"), { src: new URL("mathjax/tex-svg.js", document.currentScript.src) });
  const longEnough = new Promise((resolve) => setTimeout(resolve, 5000));
  Promise.race([window.widgetsReady, longEnough]).finally(() => document.head.append(script));
}
