window.DatelineShapes = {
  "shapes": {
    "places": "M12 6.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11Z",
    "area": "M12 7a5 5 0 1 1 0 10a5 5 0 1 1 0-10Z",
    "dateline": "M7 22V3M7 3.5H20L16.5 8L20 12.5H7",
    "summits": "M12 1.5L22.5 12L12 22.5L1.5 12Z",
    "journeys": "M1.5 12H20M14.5 6.5L21 12L14.5 17.5"
  },
  "marks": {
    "ongoing": "M12 8.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7Z",
    "cancelled": "M5 5L19 19M19 5L5 19"
  }
};
