"""What reports reckon with: buckets, spans of days, rates, movements. Plain values in, plain values out (domain §9)."""
