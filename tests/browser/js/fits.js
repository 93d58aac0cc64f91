// Whether all of a box is in sight.
((box) => box.scrollWidth <= box.clientWidth);
