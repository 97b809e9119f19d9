package exchange

func guessEncoding(b []byte, lang string) (string, float64) { return utf8Code, 1 }
