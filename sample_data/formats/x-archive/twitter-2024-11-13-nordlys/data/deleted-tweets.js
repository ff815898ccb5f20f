window.YTD.deleted_tweets.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1856336142136247609"
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
      "id_str": "1856336142136247609",
      "truncated": false,
      "retweet_count": "0",
      "id": "1856336142136247609",
      "created_at": "Tue Nov 12 14:00:00 +0000 2024",
      "full_text": "A joke we took down",
      "lang": "en"
    }
  }
]