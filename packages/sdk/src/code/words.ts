/**
 * What a word says about the number beside it.
 *
 * - `code`: that number is to be typed
 * - `other`: makes a `code` beside it one that verifies nothing: `promo code`, `code postal`
 * - `label`: the number is known by another name: an order, a card, a telephone
 * - `unit`: the number counts or costs something
 * - `is`: joins the two
 * - `enter`: asks to type what stands beside it
 * - `purpose`: what a typed code is good for
 * - `pickup`: the text is about a thing to be fetched, whose code opens a locker and no account
 */
export type WordKind = 'code' | 'other' | 'label' | 'unit' | 'is' | 'enter' | 'purpose' | 'pickup'

// Stems, found anywhere in a word, since languages put endings and other words to them; `_` is the edge of a word, `+` a space.
export const STEMS: Readonly<Record<WordKind, string>> = {
  code:
    'code kod kood codi codul _cod_ koð otp _pin_ verification_ password passwor wachtwoord losenord heslo haslo sifr parol senha ' +
    'contrasen clave mot+de+passe _tan_ mtan _tac_ _token_ tunnusluku jelszo ma+xac ma+otp ma+dang+nhap nhap+ma mat+khau ' +
    'msimbo uthibitish nambari+ya+siri код парол κωδικ رمز كود التحقق التفعيل التاكيد كلمة+المرور الرقم+السري _کد کوڈ קוד סיסמ कोड ओटीपी पासवर्ड ' +
    'কোড ওটিপি કોડ ਕੋਡ ಕೋಡ್ കോഡ് குறியீ కోడ్ කේත ኮድ កូដ ລະຫັດ ကုဒ် รหัส კოდ կոդ 验证 校验码 动态码 安全码 驗證 認證 密码 密碼 ' +
    'geslo lozink kennwort passord slaptazod lykilorð salasana palavra+passe clave+dinamica sms+kluc tabbatar ' +
    'шифр лозинк одноразов او+ٹی+پی 登入碼 登录码 登錄碼 動態碼 動態密碼 口令 ワンタイムキー ' +
    '認証 認証番号 暗証番号 確認番号 コード パスワード 인증 인증번호 코드 비밀번호',
  other:
    'promo coupon cupon cupom voucher discount gift referral invit zip post poskod _pos_ _word_ area country track booking _qr barcode ' +
    'barra error dress source offer rabat gutschein korting sconto descuento descont reduc alenn slev zlav popust indirim ' +
    'giam+gia pincode pin+code rastre seguimiento suivi takip buu+dien don+hang client sort short swift ifsc tax fiscal product produkt produs prodotto barang товар urun 商品 상품 المنتج מוצר उत्पाद สินค้า san+pham item building vorwahl bank+code status reason branch промо почтов города міста трек ' +
    'εκπτωτ ταχυδρ الخصم البريدي تخفیف پستی קופון מיקוד कूपन पिन+कोड পোস্ট 优惠 折扣 邮编 クーポン 郵便 쿠폰 우편 ไปรษณีย์ ส่วนลด',
  label:
    'order account _acct _a/c card ending _ends_ _ref _id_ invoice receipt ticket flight _gate_ _room _call_ _phone _tel dial number ' +
    'nummer numer _no_ _nr n° pedido commande compte carte colis tarjeta cuenta terminad finissant conta final ' +
    'conto carta comanda bestellung konto endung rekening zamowien rachun заказ счет карт номер сумм заканч ' +
    'siparis hesap kart _tutar рахун رقم شماره بطاق حساب مبلغ מספר כרטיס 订单 卡 号 手机 enviad inviat отправ wyslan dikirim gonderil numara إرسال भेज ส่ง 发送 送信 발송 번호 카드 บัญชี amount betrag _at_ _until_ _by_ _from_ expire _bis_ _jusqu hasta _ate_ _fino_ _до_ _do_ _to_ reply _text_',
  unit:
    '_min _usd_ _eur _gbp_ _inr_ _rs_ _rp_ _rm_ _kr_ _zl_ _pln_ _lei_ _ft_ _tl_ _czk_ _kc_ _rub_ _руб _р_ _грн _лв_ _azn_ _vnd_ ' +
    'теңге ريال دينار درهم ریال تومان روپے ש"ח 元 円 원 บาท pesos _mb_ _gb_ codes _seconds points _km_',
  is:
    '_is_ _ist_ _lautet_ _es_ _est_ _est+le_ _e_ _ar_ _er_ _on_ _ir_ _je_ _jest_ weryfikacyjny+to _to+twoj_ _este_ _ialah_ _adalah_ _la_ _ay_ _ang_ _ni_ ' +
    '_eshte_ _yra_ _ce_ ειναι _это_ _е_ _је_ هو است הוא คือ 是 为 為',
  enter:
    '_use_ _enter_ _type_ _input_ _key+in_ _usa_ utilis utiliz saisi entrez tapez introdu ingres escrib escriu tecle digit insira inserisc folosi ' +
    'verwend eingeb _gib_ _geben+sie_ gebruik _vul_ _voer_ _ange_ anvand _skriv logga+in+med _brug_ indtast _bruk_ _tast _slaðu _notaðu ' +
    '_syota _kayta kirjoita sisesta kasuta ievad izmanto ivesk naudok wpisz uzyj wprowadz _podaj zadej zadajte pouzij _vpis _vnes uporabi ' +
    '_unes upisi ukuca koristi _adja+meg _add+meg irja+be hasznal _girin kullan _yazin daxil+ed istifadə kirit perdor futni shkru ' +
    'gunakan masukkan _nhap_ su+dung ilagay gamitin ingiza tumia weka shigar _tik_ _faka_ введи использу укажи введі використ увядз ' +
    'въведе използва унес упиши внес енгіз πληκτρολογ εισαγ χρησιμοποι մուտքագր შეიყვან გამოიყენ ادخل أدخل استخدم اكتب وارد+کن درج הזן הזינ הקלד הקיש השתמש ' +
    'दर्ज डालें টাইপ লিখুন ব্যবহার દાખલ ਦਰਜ உள்ளிட నమోదు ನಮೂದಿಸಿ നൽക ඇතුළත් กรอก ป้อน ใส่ ປ້ອນ បញ្ចូល ထည့် ያስገቡ 输入 輸入 填写 入力 입력',
  purpose:
    'verif confirm konfirm log+in login log+on sign+in sign-in approv authori authent autori zalog logg anmeld anzumeld connect connex conect ' +
    'iniciar inicio+de+sesi entrar acced acess valider giris conferm bestatig einlog inlog bevestig godkann godkend bekraft bekræft bekreft ' +
    'staðfest innskra vahvist kirjaudu kirjautu kinnita apstiprin pieteik patvirtin prisijung potwierdz potvrd prihlas overen ' +
    'dokonc prijav potrd megerosit belep bejelent dogrula onayla təsdiq tasdiq xac+nhan xac+thuc dang+nhap sahkan kumpirma ingia _hyre_ ' +
    'вход воити вхід увійти войд подтверд підтверд потврд потвър пријав растау επιβεβαι συνδε εισοδ հաստատ մուտք დადასტურ შესვლ ' +
    'للتحقق تأكيد تسجيل تایید ورود تصدیق لاگ אימות כניסה להתחבר सत्याप लॉग पुष्टि যাচাই লগ உள்நுழை சரிபார் ยืนยัน เข้าสู่ระบบ ' +
    '登录 登入 登錄 ログイン 本人確認 로그인 본인확인',
  pickup:
    'parcel locker collection pick+up pick-up pickup withdrawal paczk odbior colis retrait recog recollid ritir levantamento abhol packstation afhaal ' +
    'ophaal hamta utlamn afhent henteko nouto pakiautom vyzvedn prevzet preuzim atsiem teslim kargo выдач получени посылк постамат видач ' +
    'отримання استلام איסוף nhan+hang pengambilan รับพัสดุ 取件 提货 快递 受取 택배 수령',
}
