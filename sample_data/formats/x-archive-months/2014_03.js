Grailbird.data.tweets_2014_03 = 
 [ {
  "source" : "<a href=\"http:\/\/twitter.com\" rel=\"nofollow\">Web<\/a>",
  "entities" : { "user_mentions" : [ ], "media" : [ ], "hashtags" : [ ], "urls" : [ ] },
  "geo" : { },
  "id_str" : "444906373247927609",
  "text" : "Opening day &amp; rain",
  "id" : 444906373247927609,
  "created_at" : "2014-03-15 18:42:00 +0000",
  "user" : { "name" : "Nordlys", "screen_name" : "NordlysKaffe", "protected" : false, "id_str" : "31", "id" : 31 }
}, {
  "id_str" : "445122296017847609",
  "text" : "RT @solsiv: it rained and",
  "created_at" : "2014-03-16 09:00:00 +0000",
  "retweeted_status" : { "id_str" : "445092097029047609", "text" : "it rained and rained", "created_at" : "2014-03-16 07:00:00 +0000", "user" : { "screen_name" : "solsiv" } },
  "user" : { "name" : "Nordlys", "screen_name" : "NordlysKaffe", "id_str" : "31", "id" : 31 }
}, {
  "id_str" : "9000000001",
  "text" : "First post",
  "created_at" : "2010-02-11 00:00:00 +0000",
  "user" : { "name" : "Nordlys", "screen_name" : "NordlysKaffe", "id_str" : "31", "id" : 31 }
} ]
