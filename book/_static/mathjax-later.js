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

  // A formula that is wider than its place is scrolled: by the keyboard too.
  const reach = () => {
    for (const formula of document.querySelectorAll("mjx-container[display]")) {
      if (formula.scrollWidth > formula.clientWidth + 1) formula.tabIndex = 0;
      else formula.removeAttribute("tabindex");
    }
  };
  script.addEventListener("load", () => window.MathJax.startup.promise.then(reach));
  addEventListener("resize", reach);
}
