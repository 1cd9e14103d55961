# Redeems the posted token for the challenge of your session: who has confirmed, or None.
import json, os, urllib.request

def redeem(token, challenge):
    body = json.dumps({"token": token, "challenge": challenge}).encode()
    headers = {"Content-Type": "application/json", "Authorization": "Bearer " + os.environ["OTP_REDEEM_SECRET"]}
    try:
        with urllib.request.urlopen(urllib.request.Request(os.environ["OTP_REDEEM_URL"], body, headers), timeout=5) as answer:
            result = json.load(answer)
            return result if result.get("status") == "redeemed" else None
    except urllib.error.HTTPError:
        return None
