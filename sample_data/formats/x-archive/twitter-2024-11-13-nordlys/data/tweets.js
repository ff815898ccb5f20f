window.YTD.tweets.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1855222378263479609"
          ],
          "editsRemaining": "5"
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "urls": []
      },
      "favorite_count": "12",
      "id_str": "1855222378263479609",
      "truncated": false,
      "retweet_count": "3",
      "id": "1855222378263479609",
      "created_at": "Sat Nov 09 12:14:18 +0000 2024",
      "full_text": "We owe you a longer answer than fits here. We owe you a longer answer than fits here. We owe you a longer answer than fits here. We owe you a longer answer than fits here. We owe you a longer answer than fits here. We owe you a longer answer than fits here. We owe you a… https://t.co/Zz9",
      "lang": "en"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1855520769438647609"
          ],
          "editsRemaining": "5"
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "1855520769438647609",
      "truncated": false,
      "retweet_count": "0",
      "id": "1855520769438647609",
      "created_at": "Sun Nov 10 08:00:00 +0000 2024",
      "full_text": "RT @fjordbris: Best cinnamon bun north of the strait, and I will hear no argument about it, because I have eaten them all and kept a spreadshe…",
      "lang": "en"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1855535868933047609"
          ],
          "editsRemaining": "5"
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "urls": []
      },
      "favorite_count": "5",
      "id_str": "1855535868933047609",
      "truncated": false,
      "retweet_count": "0",
      "id": "1855535868933047609",
      "created_at": "Sun Nov 10 09:00:00 +0000 2024",
      "full_text": "@fjordbris We would like to see the spreadsheet &gt;:)",
      "lang": "en",
      "in_reply_to_status_id_str": "1855505669944247609",
      "in_reply_to_screen_name": "fjordbris"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1855550968427447609"
          ],
          "editsRemaining": "5"
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\">Twitter Web App</a>",
      "entities": {
        "urls": [
          {
            "url": "https://t.co/q",
            "expanded_url": "https://twitter.com/fjordbris/status/1855505669944247609"
          }
        ]
      },
      "favorite_count": "0",
      "id_str": "1855550968427447609",
      "truncated": false,
      "retweet_count": "0",
      "id": "1855550968427447609",
      "created_at": "Sun Nov 10 10:00:00 +0000 2024",
      "full_text": "This. https://t.co/q",
      "lang": "en"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1855913356293047609",
            "1855914614584247609"
          ]
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "1855913356293047609",
      "truncated": false,
      "retweet_count": "0",
      "id": "1855913356293047609",
      "created_at": "Mon Nov 11 10:00:00 +0000 2024",
      "full_text": "Open untill six",
      "lang": "en"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1855913356293047609",
            "1855914614584247609"
          ]
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "1855914614584247609",
      "truncated": false,
      "retweet_count": "0",
      "id": "1855914614584247609",
      "created_at": "Mon Nov 11 10:05:00 +0000 2024",
      "full_text": "Open until six",
      "lang": "en"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1856275744158647609"
          ],
          "editsRemaining": "5"
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "1856275744158647609",
      "truncated": false,
      "retweet_count": "0",
      "id": "1856275744158647609",
      "created_at": "Wed Jan 01 00:00:00 +0000 1997",
      "full_text": "A post whose clock was wrong",
      "lang": "en"
    }
  }
]