package detect

import "unicode"

// everySign are the signs of money, which stand before or behind a figure.
const everySign = "; USD=$,US$,USD$,US $; CAD=C$,CA$,CAD$; AUD=A$,AU$,AUD$; NZD=NZ$; HKD=HK$; SGD=S$; TWD=NT$; BRL=R$; MXN=MX$" +
	"; EUR=€; GBP=£; JPY=¥,JP¥; CNY=CN¥,RMB; RUB=₽; UAH=₴; INR=₹,Rs,Rs.; ILS=₪; KRW=₩; TRY=₺; VND=₫; NGN=₦; PHP=₱; KZT=₸; GEL=₾; AMD=֏; AZN=₼; BTC=₿; PLN=zł; IRR=﷼"

// everyCurrency are the codes of currencies, which stand in capital letters.
const everyCurrency = "; USD=USD; EUR=EUR; GBP=GBP; JPY=JPY; CNY=CNY; RUB=RUB; UAH=UAH; INR=INR; ILS=ILS,NIS; KRW=KRW; TRY=TRY; PLN=PLN; CHF=CHF; CAD=CAD; AUD=AUD; NZD=NZD" +
	"; SEK=SEK; NOK=NOK; DKK=DKK; CZK=CZK; HUF=HUF; RON=RON; BGN=BGN; BYN=BYN; KZT=KZT; GEL=GEL; AED=AED; SAR=SAR; QAR=QAR; KWD=KWD; IQD=IQD; EGP=EGP; MAD=MAD; IRR=IRR; PKR=PKR" +
	"; BRL=BRL; MXN=MXN; ARS=ARS; CLP=CLP; COP=COP; PEN=PEN; ZAR=ZAR; NGN=NGN; KES=KES; HKD=HKD; SGD=SGD; TWD=TWD; THB=THB; IDR=IDR; MYR=MYR; VND=VND; PHP=PHP; XDR=XDR"

// moneyScales are what may stand for a scale right behind a sum of money.
var moneyScales = dictOf(rowsOf("1e3=k; 1e6=m,mm,mn; 1e9=b,bn; 1e12=t,tn,trn", "en", ""), asNumber)

// sign reads the sign or code of a currency at i.
func (s *scanner) sign(i int) (code string, next int, ok bool) {
	code, next, ok = s.g.signs.at(s.ts, i)
	if !ok || !s.codeAt(i, next, code) || !s.signAt(i, next, code) {
		return "", i, false
	}
	if s.ts[i].kind == aWord && s.close(i) && s.ts[i-1].kind == aWord {
		return "", i, false
	}
	return code, next, true
}

// codeAt reports whether the tokens say a currency: a code only does so in
// capital letters, as "try" and "all" are words.
func (s *scanner) codeAt(i, next int, code string) bool {
	if next != i+1 || len(s.ts[i].fold) != 3 || !isCode(s.ts[i].fold, code) {
		return true
	}
	for _, r := range s.runes[s.ts[i].start:s.ts[i].end] {
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// signAt reports whether the tokens are one sign: "A$1", and not "a $1". Some
// write "US $1".
func (s *scanner) signAt(i, next int, code string) bool {
	for j := i + 1; j < next && s.ts[i].kind == aWord; j++ {
		if !s.ts[i].upper || s.ts[j].spaced && code != "USD" {
			return false
		}
	}
	return true
}

// isCode reports whether a word is a code of a currency.
func isCode(fold, code string) bool {
	for i := range len(fold) {
		if fold[i]-'a'+'A' != code[i] {
			return fold == "rmb" || fold == "nis"
		}
	}
	return true
}

// signEnds reports whether the sign of a currency ends right before token i.
func (s *scanner) signEnds(i int) bool {
	for from := i - 1; from >= 0 && from >= i-3; from-- {
		if _, next, ok := s.sign(from); ok && next == i {
			return true
		}
	}
	return false
}

// pounds reports whether "pounds" behind a figure weigh rather than cost:
// below a thousand, and not sterling.
func (s *scanner) pounds(i int, value float64) bool {
	_, _, weight := s.unitAt(i)
	return weight && value < 1000
}
