"""A caller somewhere on a telephone: the band they are heard through and what is heard behind them."""
