// A script that takes longer to start than all widgets of a page: they come first, and are seen
// first.
{
  const script = Object.assign(document.createElement("script"), {
    src: new URL("mathjax/tex-svg.js", document.currentScript.src),
  });
  const shown = window.widgetsReady?.then(() => new Promise(requestAnimationFrame));
  Promise.race([shown, new Promise((done) => setTimeout(done, 5000))]).finally(() =>
    document.head.append(script)
  );
}
