"""What banks owe the office beside the loans themselves: a return for each period, a word on each loan that fell due."""
