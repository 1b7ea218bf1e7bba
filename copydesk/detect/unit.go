package detect

// everyUnit are the symbols of units that all languages share.
const everyUnit = "; km=km; m=m; cm=cm; mm=mm; nm=nm; km²=km²,km2,sq km,sqkm; m²=m²,m2,sq m; cm²=cm²; m³=m³,m3; km³=km³; ha=ha; ft=ft; mi=mi; nmi=nmi; yd=yd; sqft=sq ft" +
	"; kg=kg,kgs; g=g; mg=mg; µg=µg,μg; t=t; kt=kt; Mt=Mt; Gt=Gt; lb=lb,lbs; oz=oz; l=l; ml=ml; hl=hl; bbl=bbl" +
	"; km/h=km/h,kmh,kph; m/s=m/s; mph=mph; kn=kn; °C=°C,℃,° C; °F=°F,℉,° F; K=K; °=°" +
	"; W=W; kW=kW; MW=MW; GW=GW; TW=TW; Wh=Wh; kWh=kWh; MWh=MWh; GWh=GWh; TWh=TWh; V=V; kV=kV; J=J; kJ=kJ; MJ=MJ; kcal=kcal; Hz=Hz; kHz=kHz; MHz=MHz; GHz=GHz; dB=dB; hp=hp" +
	"; B=B; kB=kB; MB=MB; GB=GB; TB=TB; PB=PB; Mbit/s=Mbit/s,Mbps; Gbit/s=Gbit/s,Gbps; ppm=ppm; hPa=hPa; bar=bar; Sv=Sv; mSv=mSv; s=s; ms=ms; min=min; h=h"

// everyPercent are the signs of per cent and percentage points.
const everyPercent = "; %=%; pp=pp,p.p.,pp.; ‰=‰"

// everyFraction are the signs of fractions.
const everyFraction = "; 0.5=½; 0.25=¼; 0.75=¾; 0.3333=⅓; 0.6667=⅔; 0.2=⅕; 0.125=⅛"

// everyHedge are the signs of what is about, over and under.
const everyHedge = "; about=~,≈,±; over=>,≥; under=<,≤"

// unitAt reads a unit of measure at i. Symbols of one letter stand close to the
// figure or with one space, and end there.
func (s *scanner) unitAt(i int) (unit string, next int, ok bool) {
	unit, next, ok = s.g.units.at(s.ts, i)
	if !ok {
		return "", i, false
	}
	if s.close(next) && s.ts[next].kind == aWord && lettered(s.ts[next].fold) {
		return "", i, false
	}
	if len(unit) == 1 && s.ts[i].fold == lower(unit) && s.ts[i].upper != (unit[0] < 'a') {
		return "", i, false
	}
	return unit, next, true
}

// lower is a symbol of one ASCII letter in small letters.
func lower(symbol string) string {
	if c := symbol[0]; c >= 'A' && c <= 'Z' {
		return string(rune(c) + 'a' - 'A')
	}
	return symbol
}
