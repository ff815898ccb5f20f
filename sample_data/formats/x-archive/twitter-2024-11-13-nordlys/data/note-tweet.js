window.YTD.note_tweet.part0 = [
  {
    "noteTweet": {
      "noteTweetId": "1",
      "createdAt": "2024-11-09T12:14:18.000Z",
      "core": {
        "text": "Another note of the same second"
      }
    }
  },
  {
    "noteTweet": {
      "noteTweetId": "2",
      "createdAt": "2024-11-09T12:14:18.000Z",
      "core": {
        "text": "We owe you a longer answer than fits here. We owe you a longer answer than fits here. We owe you a longer answer than fits here. We owe you a longer answer than fits here. We owe you a longer answer than fits here. We owe you a longer answer than fits here. We owe you a longer answer than fits here. We owe you a longer answer than fits here."
      }
    }
  }
]