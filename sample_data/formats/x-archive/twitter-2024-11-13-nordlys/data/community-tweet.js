window.YTD.community_tweet.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1856321042641847609"
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
      "id_str": "1856321042641847609",
      "truncated": false,
      "retweet_count": "0",
      "id": "1856321042641847609",
      "created_at": "Tue Nov 12 13:00:00 +0000 2024",
      "full_text": "To the latte art community",
      "lang": "en"
    }
  }
]