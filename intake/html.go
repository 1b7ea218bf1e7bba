package intake

// readHTML reads a page, or a piece of one.
func readHTML(in Input) (Result, error) {
	dec, err := decode(in, true)
	if err != nil {
		return Result{}, err
	}
	doc, warns, err := Plain(dec.text)
	if err != nil {
		return Result{}, err
	}
	return dec.result(doc, warns), nil
}
