window.YTD.tweets.part1 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1856305943147447609"
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
      "id_str": "1856305943147447609",
      "truncated": false,
      "retweet_count": "0",
      "id": "1856305943147447609",
      "created_at": "Tue Nov 12 12:00:00 +0000 2024",
      "full_text": "From the second part",
      "lang": "en"
    }
  }
];