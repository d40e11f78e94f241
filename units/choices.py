"""Every closed list of words, with its Vietnamese labels."""

from django.db.models import TextChoices


class UnitKind(TextChoices):
    """What kind of union unit it is. The reporting tree does not follow from it."""

    PROVINCE = "province", "Liên đoàn Lao động tỉnh, thành phố"
    DISTRICT = "district", "Liên đoàn Lao động huyện, thành phố thuộc tỉnh"
    SECTOR = "sector", "Công đoàn ngành và tương đương"
    COMMUNE = "commune", "Công đoàn xã, phường, đặc khu"
    GRASSROOTS = "grassroots", "Công đoàn cơ sở"
    PARTNER = "partner", "Đơn vị phối hợp"


class Role(TextChoices):
    """What a person may do; the home unit says for which units."""

    VIEWER = "viewer", "Người xem"
    OFFICER = "officer", "Cán bộ đơn vị"
    REVIEWER = "reviewer", "Người thẩm định"
    STAFF = "staff", "Cán bộ tỉnh"
    ADMINISTRATOR = "administrator", "Quản trị"


class Basis(TextChoices):
    """Where a participation's result comes from: exactly one source, so that nothing counts twice."""

    REPORTED = "reported", "Số liệu đơn vị báo cáo"
    CHILDREN = "children", "Cộng các đơn vị trực thuộc"
    ACCEPTED = "accepted", "Sáng kiến được công nhận"


class Band(TextChoices):
    """How a rate stands to the quota, decided by its exact fraction."""

    EXCEEDED = "exceeded", "Vượt chỉ tiêu"
    MET = "met", "Đạt chỉ tiêu"
    UNDER = "under", "Chưa đạt chỉ tiêu"
    LOW = "low", "Dưới ngưỡng"
    NONE = "none", "Không có tỷ lệ"


class CountSource(TextChoices):
    """How a statement reached the system."""

    UNIT = "unit", "Cán bộ đơn vị nhập"
    STAFF = "staff", "Cán bộ tỉnh nhập thay"
    FILE = "file", "Nạp từ tệp"


class InitiativeState(TextChoices):
    """Where an initiative stands in the review; domain/dossiers/transitions.py has every
    move between them.
    """

    DRAFT = "draft", "Dự thảo"
    SUBMITTED = "submitted", "Chờ duyệt"
    RETURNED = "returned", "Trả lại"
    ACCEPTED = "accepted", "Được công nhận"
    REJECTED = "rejected", "Không công nhận"
    WITHDRAWN = "withdrawn", "Rút"


class ReviewVerb(TextChoices):
    """What may be done to an initiative as a whole."""

    SUBMIT = "submit", "Nộp"
    SEND_BACK = "send_back", "Trả lại"
    ACCEPT = "accept", "Công nhận"
    REJECT = "reject", "Không công nhận"
    WITHDRAW = "withdraw", "Rút"
    RESUME = "resume", "Soạn lại"
    REOPEN = "reopen", "Xét lại"
    MERGE = "merge", "Nhập vào hồ sơ khác"


class SolutionKind(TextChoices):
    """The five kinds of solution that may take part."""

    TECHNICAL = "technical", "Giải pháp kỹ thuật"
    MANAGEMENT = "management", "Giải pháp quản lý"
    OPERATION = "operation", "Giải pháp tác nghiệp"
    APPLICATION = "application", "Ứng dụng tiến bộ kỹ thuật, công nghệ"
    RESEARCH = "research", "Đề tài nghiên cứu khoa học"


class SolutionField(TextChoices):
    """The field of work in which it is used."""

    PRODUCTION = "production", "Sản xuất, kinh doanh"
    PRODUCT = "product", "Sản phẩm mới"
    SAFETY = "safety", "An toàn lao động, môi trường"
    ADMINISTRATION = "administration", "Hành chính, quản lý, điều hành"
    EDUCATION = "education", "Giáo dục, đào tạo"
    HEALTH = "health", "Y tế"
    UNION = "union", "Hoạt động công đoàn"
    OTHER = "other", "Lĩnh vực khác"


class AuthorGroup(TextChoices):
    """The group of working people to which its authors belong."""

    PUBLIC = "public", "Cán bộ, công chức, viên chức"
    ENTERPRISE = "enterprise", "Người lao động doanh nghiệp"
    UNION = "union", "Cán bộ công đoàn"
    OTHER = "other", "Đối tượng khác"


class Qualification(TextChoices):
    """The levels of qualification that award thresholds distinguish."""

    COLLEGE = "college", "Từ cao đẳng trở xuống"
    UNIVERSITY = "university", "Từ đại học trở lên"


class BenefitBasis(TextChoices):
    """Whether the benefit can be stated in money."""

    MONEY = "money", "Tính được bằng tiền"
    NOT_IN_MONEY = "not_in_money", "Chưa tính được bằng tiền"


class RecognitionBody(TextChoices):
    """Who recognised it before it was submitted here."""

    COUNCIL = "council", "Hội đồng sáng kiến"
    HEAD = "head", "Thủ trưởng cơ quan, đơn vị"


class RecognitionLevel(TextChoices):
    """At which level it was recognised, from the lowest to the highest."""

    GRASSROOTS = "grassroots", "Cấp cơ sở"
    UPPER = "upper", "Cấp trên trực tiếp cơ sở"
    PROVINCE = "province", "Cấp tỉnh, bộ, ngành"
    NATIONAL = "national", "Cấp toàn quốc"


class Exclusion(TextChoices):
    """Which excluded case the unit declares."""

    NONE = "none", "Không thuộc trường hợp nào"
    PROTECTED = "protected", "Đang được bảo hộ quyền sở hữu công nghiệp"
    CONTRARY = "contrary", "Trái trật tự công cộng hoặc đạo đức xã hội"


class CountingDay(TextChoices):
    """The day on which an accepted initiative counts; that day also decides its phase."""

    SUBMITTED = "submitted", "Ngày nộp hồ sơ"
    ACCEPTED = "accepted", "Ngày được công nhận"


class Verdict(TextChoices):
    """The result of a rule of eligibility."""

    PASS = "pass", "Đạt"
    FAIL = "fail", "Không đạt"
    UNSURE = "unsure", "Cần xem"


class AttachmentPurpose(TextChoices):
    """What a file proves."""

    DECISION = "decision", "Quyết định công nhận"
    EFFECT = "effect", "Minh chứng hiệu quả"
    OTHER = "other", "Tài liệu khác"


class AttachmentKind(TextChoices):
    """The accepted kinds of file, recognised by their contents."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    JPEG = "jpeg", "Ảnh JPEG"
    PNG = "png", "Ảnh PNG"


class EventVerb(TextChoices):
    """What an event says was done."""

    COUNT_STATED = "count_stated", "Báo cáo số liệu"
    COUNT_CORRECTED = "count_corrected", "Sửa số liệu"
    CORRECTION_REQUESTED = "correction_requested", "Đề nghị mở khoá"
    CORRECTION_DECLINED = "correction_declined", "Từ chối mở khoá"
    REOPENED = "reopened", "Mở khoá"
    PHASE_CLOSING_SET = "phase_closing_set", "Đặt hạn nhập số liệu"
    QUOTA_SET = "quota_set", "Giao chỉ tiêu"
    UNIT_SAVED = "unit_saved", "Ghi đơn vị"
    PROGRAMME_SAVED = "programme_saved", "Ghi chương trình"
    PHASE_SAVED = "phase_saved", "Ghi giai đoạn"
    BLOC_SAVED = "bloc_saved", "Ghi khối thi đua"
    PARTICIPATION_SAVED = "participation_saved", "Ghi đơn vị tham gia"
    PARTICIPATIONS_COPIED = "participations_copied", "Chép đơn vị tham gia"
    PERSON_SAVED = "person_saved", "Ghi người dùng"
    FIRST_PASSWORD_SET = "first_password_set", "Cấp mật khẩu dùng một lần"
    PASSWORD_CHANGED = "password_changed", "Đổi mật khẩu"
    SESSIONS_ENDED = "sessions_ended", "Kết thúc phiên đăng nhập"
    SIGNED_IN = "signed_in", "Đăng nhập"
    SIGNED_OUT = "signed_out", "Đăng xuất"
    PROGRAMME_LOADED = "programme_loaded", "Nạp chương trình từ tệp"
    INITIATIVE_STARTED = "initiative_started", "Lập hồ sơ sáng kiến"
    INITIATIVE_SAVED = "initiative_saved", "Ghi hồ sơ sáng kiến"
    AUTHORS_SAVED = "authors_saved", "Ghi tác giả"
    FILE_ATTACHED = "file_attached", "Đính kèm tệp"
    FILE_REMOVED = "file_removed", "Bỏ tệp đính kèm"
    INITIATIVE_SUBMITTED = "initiative_submitted", "Nộp hồ sơ"
    INITIATIVE_SENT_BACK = "initiative_sent_back", "Trả lại hồ sơ"
    INITIATIVE_ACCEPTED = "initiative_accepted", "Công nhận sáng kiến"
    INITIATIVE_REJECTED = "initiative_rejected", "Không công nhận sáng kiến"
    INITIATIVE_WITHDRAWN = "initiative_withdrawn", "Rút hồ sơ"
    INITIATIVE_RESUMED = "initiative_resumed", "Soạn lại hồ sơ"
    INITIATIVE_REOPENED = "initiative_reopened", "Xét lại hồ sơ"
    INITIATIVE_MERGED = "initiative_merged", "Nhập hồ sơ trùng"
    REVIEWER_ASSIGNED = "reviewer_assigned", "Phân công thẩm định"
    OUTSTANDING_MARKED = "outstanding_marked", "Chọn tiêu biểu"
    OUTSTANDING_UNMARKED = "outstanding_unmarked", "Bỏ chọn tiêu biểu"
    INITIATIVE_PUBLISHED = "initiative_published", "Đưa ra trưng bày"
    INITIATIVE_UNPUBLISHED = "initiative_unpublished", "Thôi trưng bày"
    CONSENT_RECORDED = "consent_recorded", "Ghi đồng ý công bố"
    CONSENT_ENDED = "consent_ended", "Ghi rút đồng ý công bố"
    PERSON_CORRECTED = "person_corrected", "Sửa thông tin cá nhân"
    PERSON_EXPORTED = "person_exported", "Xuất thông tin cá nhân"
    PERSON_ERASED = "person_erased", "Xoá thông tin cá nhân"
    DOSSIER_RULES_SAVED = "dossier_rules_saved", "Ghi quy tắc xét hồ sơ"
    NOTE_TEMPLATE_SAVED = "note_template_saved", "Ghi mẫu ý kiến"
    AWARD_RULE_SAVED = "award_rule_saved", "Ghi tiêu chuẩn khen thưởng"
    PORTAL_COUNT_SET = "portal_count_set", "Ghi số trên cổng"
