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
// In the order of their letters, which packs smaller.
export const STEMS: Readonly<Record<WordKind, string>> = {
  code:
    '_chiave_ _clau_ _cod_ _pin_ _tac_ _tan_ _token_ _کد clave clave+din code codi codul contrase contrasin geslo haslo ' +
    'heslo jelszav jelszo kennwort klic kluc kod kod+to_ kood koð laluan losenord lozink lykilorð ma+cua ' +
    'ma+dang+nhap ma+xac mat+khau mot+de+passe msimbo mtan nambari+ya+siri nhap+ma otp palavra-passe parol parool ' +
    'passord passwor salasana sandi senha sifr siri sirri slaptazod tabbatar thibitish tunnusluku verification_ ' +
    'wachtwoord wagwoord κωδικ код лозинк нууц одноразов парол шифр կոդ חד+פעמי סיסמ קוד التاكيد التحقق التفعيل ' +
    'الرقم+السري السري او+ٹی+پی رمز كلمة+المرور كود پاس+ورڈ کوڈ گذرواژ ओटीपी कोड पासवर्ड ওটিপি কোড পাসও ਕੋਡ ઓટી ' +
    'કોડ கடவுச் குறியீ కోడ్ ಕೋಡ್ കോഡ് කේත මුරප รหัส ລະຫັດ ကုဒ် კოდ ኮድ កូដ コード パスワード 代码 动态码 動態碼 口令 安全码 安全碼 密码 密碼 ' +
    '授权码 暗証番号 校验码 激活码 登入碼 登录码 登錄碼 確認番号 確認碼 認証 認証番号 認證 驗證 验证 비밀번호 인증 인증번호 코드',
  other:
    '_pos_ _qr _word_ abhol alenn area bank+code barang barcode barra booking branch building buu+dien cadeau ' +
    'client collection country coupon cupo desco descu discount don+hang dress error fiscal geschenk giam+gia gift ' +
    'gutschein ifsc indirim invit item korting kupon odbioru offer pick+up pick-up pickup pin+code pincode popust ' +
    'poskod post prodotto produ promo rabat rastre reason recogid reduc referral regalo retrait ritir san+pham ' +
    'sconto seguimiento short slev sort source status suivi swift takip tax teslim track urun vorwahl voucher ' +
    'vyzvedn withdrawal zip zlav εκπτωτ ταχυδρ выдач города міста получени почтов промо товар трек מוצר מיקוד ' +
    'קופון البريدي الخصم المنتج تخفیف پستی उत्पाद कूपन पिन+कोड পোস্ট สินค้า ส่วนลด ไปรษณีย์ クーポン 优惠 受取 商品 折扣 邮编 郵便 ' +
    '상품 수령 우편 쿠폰',
  label:
    '_a/c _acct _at_ _ate_ _bis_ _by_ _call_ _do_ _ends_ _fino_ _from_ _gate_ _id_ _jusqu _no_ _nr _phone _ref ' +
    '_room _tel _text_ _to_ _tutar _until_ _до_ account amount bestellung betrag card carta carte comanda commande ' +
    'compte conta conto cuenta dial dikirim ending endung enviad expire final finissant flight gonderil hasta ' +
    'hesap inviat invoice kart konto numara number numer numm n° order pedido rachun receipt rekening reply ' +
    'siparis tarjeta terminad ticket wyslan zamowien заказ заканч карт номер отправ рахун сумм счет כרטיס מספר ' +
    'إرسال بطاق حساب رقم شماره مبلغ भेज บัญชี ส่ง 卡 发送 号 手机 订单 送信 발송 번호 카드',
  unit:
    '_azn_ _czk_ _eur _ft_ _gb_ _gbp_ _inr_ _kc_ _km_ _kr_ _lei_ _mb_ _min _pln_ _poang _poin _point _punk _punt ' +
    '_rm_ _rp_ _rs_ _rub_ _seconds _tl_ _usd_ _vnd_ _zl_ _грн _лв_ _р_ _руб codes pesos puan балл теңге ש"ח تومان ' +
    'درهم دينار روپے ريال ریال บาท ポイント 元 円 积分 원 포인트',
  is:
    '_adalah_ _ang_ _ar_ _ay_ _ce_ _e_ _er_ _es_ _eshte_ _est+le_ _est_ _este_ _ialah_ _ir_ _is_ _ist_ _je_ _jest_ ' +
    '_la_ _lautet_ _ni_ _on_ _to+twoj_ _yra_ _е_ _это_ _је_ weryfikacyjny+to ειναι הוא است هو คือ 为 是 為',
  enter:
    '_ange_ _brug_ _bruk_ _enter_ _escri _geben+sie_ _gib_ _girin _guna_ _input_ _insir _kayta _nhap_ _podaj _skriv ' +
    '_skriv+in _slaðu+inn _syota _tast _tumia_ _tast+in _type_ _unes _usa_ _use_ _utili _vnes _voer_ _vpis _vul_ anvand ' +
    'defnyddiw digit eingeb entrez folosi gamitin gebruik gunakan ievad ilagay indtast ingres inseris introdu ivesk kirit ' +
    'koristi kullan logga+in+med masukkan perdor saisi shigar sisesta su+dung tecle uporabi uzyj verwend wpisz wprowadz ' +
    'zadaj zadej πληκτρολ введ викорис внес въведе използв использ увядз унес הזי הזן أدخل ادخل استخدم درج وارد दर्ज உள்ளிட ያስገቡ ' +
    'กรอก 入力 輸入 输入 입력',
  purpose:
    '_hyre_ _masuk_ acced acess approv auth autor bekr belep bevest conclu conect conferm conne contin dang+nhap dogrula domin+shiga ' +
    'entrar fewngofnodi finish giris godk inici inlog kinnita kirjau kuingia log+in log+on logg login megeros meld nfirm onay overen patvir ' +
    'potrd potvrd prihlas prijav sign+in staðfest tasdiq tatig twierdz təsdiq vahvist valider verif xac+nhan ' +
    'xac+thuc zalog εισοδ επιβεβ воити вход вхід увайс дтвер потврд потвър пријав увіити אימות להתחבר تأكيد تایید تسجيل ' +
    'تصدیق لاگ للتحقق ورود लॉग सत्याप உள்நுழை ยืนยัน เข้าสู่ ለመግባት ログイン 本人確認 登入 登录 登錄 로그인 본인',
  pickup: 'colis kargo locker packstation paczk parcel постамат посылк 取件 快递 택배',
}
