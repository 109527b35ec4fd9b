"""What machines read without a key, under `/api/v1/`: one door for every address (decision 0055).

`fields` declares what an answer holds, `endpoints` the addresses with their parameters; the views, the checks and the OpenAPI
document are made from these declarations and from nothing else.
"""
