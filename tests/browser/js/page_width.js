// How wide a page is, with what runs out of sight.
(() => document.documentElement.scrollWidth);
