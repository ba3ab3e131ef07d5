// Written by scripts/generate-catalog.ts from data/. Do not edit.

// A string is the smallest form in a bundle; a country without an id has the one after its neighbour's.
// Without a prototype, a key such as `constructor` is absent.
function table(pairs: string): Readonly<Record<string, string>> {
  const ids: Record<string, string> = Object.create(null)
  let next = 0
  for (const pair of pairs.split(',')) {
    const [key = '', id = String(next)] = pair.split(':')
    ids[key] = id
    next = Number(id) + 1
  }
  return ids
}

/** Slug to the dialect's service code. */
export const serviceIds: Readonly<Record<string, string>> = /* @__PURE__ */ table(
  '1xbet:wj,99app:ki,adidas:an,adobe:byh,affirm:bow,airbnb:uk,akulaku:tm,alibaba:ab,aliexpress:hx,alipay:hw,allegro:yn,amazon:am,anthropic:aob,any-other:ot,aol:pm,apple:wx,badoo:qv,baidu:li,bbva:cao,bereal:ck,bet365:ie,betano:agl,betfair:vd,bigbasket:aqj,bigo-live:bl,bilibili:zs,binance:aon,bip:ww,bitget:ahq,bitso:ht,blablacar:ua,blibli:fk,blizzard:bz,bolt:tx,booking-com:aed,botim:aup,bradesco:ann,bumble:mo,bunq:ahe,burger-king:ip,bybit:abn,c6-bank:aff,cabify:adp,caixa:my,capital-one:apr,careem:ls,carousell:gj,cash-app:it,cdek:afa,chase:bhi,chime:bbq,chispa:ir,claude:acz,coinbase:re,craigslist:wc,credit-karma:bqz,crypto-com:ti,dana:fr,daraz:bjc,deepseek:atw,deliveroo:zk,depop:xy,dhl:cab,didi:xk,discord:ds,disney-plus:bxf,docusign:blr,dominos:dz,doordash:ac,dream11:ve,dubizzle:bjf,ebay:dh,eleme:cam,emag:bfg,eneba:uf,epic-games:blm,etoro:apb,etsy:alq,facebook:fb,faceit:qz,fastmail:mr,fiverr:cn,flipkart:xt,flixbus:awb,foodora:abe,foodpanda:nz,freelancer:gq,freenow:zb,funpay:ng,g2a:aja,garena:ank,gcash:bc,getir:ul,gett:gt,gitlab:cbx,glovo:aq,gmx:abk,gojek:ni,google:go,google-chat:ccu,google-voice:gf,gopay:aya,gopuff:ajn,grab:jg,grailed:agd,grindr:yw,groupme:xs,gumtree:ber,happn:df,haraj:au,headhunter:yh,hepsiburada:gx,her:akp,hily:rt,hinge:vz,hostinger:bwa,hungerstation:ayc,ifood:pd,imo:im,indeed:brk,indrive:rl,inpost:bhf,instacart:avm,instagram:ig,iqiyi:es,itau:btn,jd:za,jiohotstar:ud,jt-express:yx,just-eat:bpz,kaggle:zo,kakaotalk:kt,keeta:auh,kfc:fz,kimi:ayz,klarna:afz,kuaishou:atv,kwai:vp,lalamove:fh,lazada:dl,leboncoin:do,lidl:pz,likee:jf,lime:ayn,line:me,linkaja:aka,linkedin:tn,lovoo:bpc,lyft:tu,magalu:afq,magnit:mg,mail-com:yq,mail-ru:ma,mamba:fd,manus:bwv,marktplaats:agj,match:axr,maxim:ahl,maya:ard,mcdonalds:ry,meesho:hp,mercado-libre:cq,mercari:dg,meta:vy,mexc:bii,michat:mc,microsoft:mm,mistral-ai:bua,mobikwik:fo,mobile-de:bry,monobank:ji,monzo:aom,moonpay:bgj,muzz:alm,myntra:nl,naver:nv,nequi:aij,netease:aaq,neteller:aok,netflix:nf,nextdoor:ef,nike:ew,nintendo:ccb,noon:tf,nova-poshta:ms,nubank:aaa,odnoklassniki:ok,offerup:zm,okcupid:vm,okx:aor,ola:ly,olx:sn,openai:dr,ovo:xh,ozon:sg,pagbank:abg,papara:zr,payoneer:nc,paypal:ts,paysafecard:jq,paysend:tr,paysera:aol,paytm:ge,phonepe:asp,picpay:ev,pinduoduo:zp,plenty-of-fish:pf,poshmark:oz,proton-mail:dp,qq:qq,rappi:aba,reddit:bnl,remitly:aiv,replit:asu,revolut:ij,robinhood:zj,roblox:aiw,rozetka:km,rutube:ui,sahibinden:bkd,samokat:jr,santander:lj,shein:aez,shopee:ka,shopify:ano,signal:bw,skrill:aqt,snapchat:fu,soul:mx,spotify:alj,starbucks:sr,starling:cbz,steam:mt,stripe:nu,subito:lc,suno:bny,supercell:ane,swiggy:jx,talabat:ani,tantan:wh,taobao:qd,taptap-send:abc,telegram:tg,temu:ep,textfree:asf,ticketmaster:gp,tiktok:lf,tinder:oi,tokopedia:xd,touch-n-go:bra,trade-republic:bss,tradingview:gc,trendyol:pr,trip-com:nq,truecaller:tl,truemoney:bbm,truth-social:ada,twilio:ee,twitch:hb,uber:ub,ubisoft:ahb,uklon:cp,ukr-net:hu,upwork:abq,uzum:adq,venmo:yy,vercel:amb,viber:vi,vinted:kc,vk:vk,wallapop:awv,walmart:wr,web-de:abo,wechat:wb,weibo:kf,whatnot:bex,whatsapp:wa,whatsapp-business:bye,wildberries:uu,willhaben:adt,wise:bo,wolt:rr,worldremit:qx,x:tw,xbox:aml,xiaohongshu:qf,xiaomi:yu,yahoo:mb,yalla:yl,yandex:ya,yandex-go:wf,yemeksepeti:yi,yoomoney:aoh,youla:ym,yubo:uh,zalo:mj,zara:bqp,zhihu:qy,zoho:zh,zomato:dy',
)

/** ISO code to the dialect's country id that a purchase uses. */
export const countryIds: Readonly<Record<string, string>> = /* @__PURE__ */ table(
  'RU,UA,KZ,CN,PH,MM,ID,MY,KE,TZ,VN,KG,IL:13,HK,PL,GB,MG,CD,NG,MO,EG,IN,IE,KH,LA,HT,CI,GM,RS,YE,ZA,RO,CO,EE,AZ,CA,MA,GH,AR,UZ,CM,TD,DE,LT,HR,SE,IQ,NL,LV,AT,BY,TH,SA,MX,TW,ES,IR,DZ,SI,BD,SN,TR,CZ,LK,PE,PK,NZ,GN,ML,VE,ET,MN,BR,AF,UG,AO,CY,FR,PG,MZ,NP,BE,BG,HU,MD,IT,PY,HN,TN,NI,TL,BO,CR,GT,AE,ZW,PR,SD,TG,KW,SV,LY,JM,TT,EC,SZ,OM,BA,DO,SY,QA,PA,CU,MR,SL,JO,PT,BB,BI,BJ,BN,BS,BW,BZ,CF,DM,GD,GE,GR,GW,GY,IS,KM,KN,LR,LS,MW,NA,NE,RW,SK,SR,TJ,MC,BH,RE,ZM,AM,SO,CG,CL,BF,LB,GA,AL,UY,MU,BT,MV,GP,TM,GF,FI,LC,LU,VC,GQ,DJ,AG,KY,ME,DK,CH,NO,AU,ER,SS,ST,AW,MS,AI,JP,MK,SC,NC,CV,US,PS,FJ,KR,KP,EH,SB,JE,BM,SG,TO,WS,MT,LI,GI,FO,XK,NU',
)

/** The dialect's further country ids to their ISO code: bought only when asked for by id. */
export const alternateCountryIds: Readonly<Record<string, string>> = /* @__PURE__ */ table(
  '1003:BM,12:US,1001:US',
)
