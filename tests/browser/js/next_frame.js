// Ends after the frame that follows the last change.
(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
