// Whether something wide was scrolled.
((place) => place.scrollLeft > 0);
