// The name of what has the focus.
(() => document.activeElement.ariaLabel ?? document.activeElement.innerText);
