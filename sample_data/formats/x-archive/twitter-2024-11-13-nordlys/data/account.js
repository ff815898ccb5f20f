window.YTD.account.part0 = [
  {
    "account": {
      "email": "nobody@nordlys.example",
      "username": "NordlysKaffe",
      "accountId": "77",
      "createdAt": "2009-06-30T07:52:16.000Z",
      "accountDisplayName": "Nordlys Kaffe ☕"
    }
  }
]