// How many pixels of what a box holds are out of its sight, across and down.
((box) => [box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight]);
