window.DatelineKinds = {
  "families": {
    "conflict": {
      "word": "Conflict",
      "symbol": "M12 1L14.6 6.6L20 3.9L17.4 9.4L23 12L17.4 14.6L20 20L14.6 17.4L12 23L9.4 17.4L4 20L6.6 14.6L1 12L6.6 9.4L4 3.9L9.4 6.6Z"
    },
    "coercion": {
      "word": "Coercion",
      "symbol": "M12 1.5L20.5 4.5V11.5C20.5 16.5 17 20.5 12 22.5C7 20.5 3.5 16.5 3.5 11.5V4.5Z"
    },
    "protest": {
      "word": "Protest",
      "symbol": "M3 2H21V17H13.7V22.5H10.3V17H3Z"
    },
    "disaster": {
      "word": "Disaster",
      "symbol": "M12 2L23 21.5H1Z"
    },
    "accident": {
      "word": "Accident",
      "symbol": "M7 2.5H17L22.5 12L17 21.5H7L1.5 12Z"
    },
    "agreement": {
      "word": "Agreement",
      "symbol": "M4.5 1.5H13.5L19.5 7.5V22.5H4.5Z"
    },
    "politics": {
      "word": "Politics",
      "symbol": "M12 1.5L22.5 8V11H20.5V18.5H22.5V22H1.5V18.5H3.5V11H1.5V8Z"
    },
    "aid": {
      "word": "Aid",
      "symbol": "M8.5 2H15.5V8.5H22V15.5H15.5V22H8.5V15.5H2V8.5H8.5Z"
    },
    "military": {
      "word": "Military",
      "symbol": "M12 1.5L22.5 12.5V22L12 16L1.5 22V12.5Z"
    },
    "statement": {
      "word": "Statement",
      "symbol": "M4 2.5H20A2 2 0 0 1 22 4.5V14A2 2 0 0 1 20 16H13L7 22.5V16H4A2 2 0 0 1 2 14V4.5A2 2 0 0 1 4 2.5Z"
    },
    "travel": {
      "word": "Travel",
      "symbol": "M2 5H13.5L22 12L13.5 19H2Z"
    },
    "meeting": {
      "word": "Meeting",
      "symbol": "M12 1.5L22.5 12L12 22.5L1.5 12Z"
    },
    "other": {
      "word": "Other",
      "symbol": "M6 3.5H18A2.5 2.5 0 0 1 20.5 6V18A2.5 2.5 0 0 1 18 20.5H6A2.5 2.5 0 0 1 3.5 18V6A2.5 2.5 0 0 1 6 3.5Z"
    }
  },
  "kinds": {
    "journey": {
      "word": "Journey",
      "family": "travel"
    },
    "arrival": {
      "word": "Arrival",
      "family": "travel"
    },
    "visit": {
      "word": "Visit",
      "family": "travel"
    },
    "departure": {
      "word": "Departure",
      "family": "travel"
    },
    "summit": {
      "word": "Summit",
      "family": "meeting"
    },
    "meeting": {
      "word": "Talks",
      "family": "meeting"
    },
    "reception": {
      "word": "Reception",
      "family": "meeting"
    },
    "attack": {
      "word": "Attack",
      "family": "conflict"
    },
    "bombing": {
      "word": "Bombing",
      "family": "conflict"
    },
    "shelling": {
      "word": "Shelling",
      "family": "conflict"
    },
    "air-strike": {
      "word": "Air strike",
      "family": "conflict"
    },
    "shooting": {
      "word": "Shooting",
      "family": "conflict"
    },
    "stabbing": {
      "word": "Stabbing",
      "family": "conflict"
    },
    "clash": {
      "word": "Clash",
      "family": "conflict"
    },
    "assassination": {
      "word": "Assassination",
      "family": "conflict"
    },
    "kidnapping": {
      "word": "Kidnapping",
      "family": "conflict"
    },
    "arson": {
      "word": "Arson",
      "family": "conflict"
    },
    "robbery": {
      "word": "Robbery",
      "family": "conflict"
    },
    "violence": {
      "word": "Violence",
      "family": "conflict"
    },
    "arrest": {
      "word": "Arrest",
      "family": "coercion"
    },
    "raid": {
      "word": "Raid",
      "family": "coercion"
    },
    "deportation": {
      "word": "Deportation",
      "family": "coercion"
    },
    "curfew": {
      "word": "Curfew",
      "family": "coercion"
    },
    "sanction": {
      "word": "Sanctions",
      "family": "coercion"
    },
    "demonstration": {
      "word": "Demonstration",
      "family": "protest"
    },
    "riot": {
      "word": "Riot",
      "family": "protest"
    },
    "walkout": {
      "word": "Strike by workers",
      "family": "protest"
    },
    "protest": {
      "word": "Protest",
      "family": "protest"
    },
    "earthquake": {
      "word": "Earthquake",
      "family": "disaster"
    },
    "flood": {
      "word": "Flood",
      "family": "disaster"
    },
    "storm": {
      "word": "Storm",
      "family": "disaster"
    },
    "wildfire": {
      "word": "Wildfire",
      "family": "disaster"
    },
    "eruption": {
      "word": "Volcanic eruption",
      "family": "disaster"
    },
    "landslide": {
      "word": "Landslide",
      "family": "disaster"
    },
    "epidemic": {
      "word": "Epidemic",
      "family": "disaster"
    },
    "disaster": {
      "word": "Disaster",
      "family": "disaster"
    },
    "crash": {
      "word": "Crash",
      "family": "accident"
    },
    "derailment": {
      "word": "Derailment",
      "family": "accident"
    },
    "sinking": {
      "word": "Sinking",
      "family": "accident"
    },
    "fire": {
      "word": "Fire",
      "family": "accident"
    },
    "explosion": {
      "word": "Explosion",
      "family": "accident"
    },
    "collapse": {
      "word": "Collapse",
      "family": "accident"
    },
    "signing": {
      "word": "Signing",
      "family": "agreement"
    },
    "ceasefire": {
      "word": "Ceasefire",
      "family": "agreement"
    },
    "pledge": {
      "word": "Pledge",
      "family": "agreement"
    },
    "agreement": {
      "word": "Agreement",
      "family": "agreement"
    },
    "election": {
      "word": "Election",
      "family": "politics"
    },
    "vote": {
      "word": "Vote",
      "family": "politics"
    },
    "resignation": {
      "word": "Resignation",
      "family": "politics"
    },
    "appointment": {
      "word": "Appointment",
      "family": "politics"
    },
    "trial": {
      "word": "Trial",
      "family": "politics"
    },
    "relief": {
      "word": "Relief",
      "family": "aid"
    },
    "rescue": {
      "word": "Rescue",
      "family": "aid"
    },
    "evacuation": {
      "word": "Evacuation",
      "family": "aid"
    },
    "deployment": {
      "word": "Deployment",
      "family": "military"
    },
    "withdrawal": {
      "word": "Withdrawal",
      "family": "military"
    },
    "exercise": {
      "word": "Military exercise",
      "family": "military"
    },
    "missile-test": {
      "word": "Missile test",
      "family": "military"
    },
    "speech": {
      "word": "Speech",
      "family": "statement"
    },
    "statement": {
      "word": "Statement",
      "family": "statement"
    },
    "other": {
      "word": "Event",
      "family": "other"
    }
  }
};
