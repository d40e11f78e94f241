"""Every closed list of words."""

from django.db.models import TextChoices


class UnitKind(TextChoices):
    """What sort of union unit it is; the reporting tree does not follow from it."""

    PROVINCE = "province", "Liên đoàn Lao động tỉnh, thành phố"
    DISTRICT = "district", "Liên đoàn Lao động huyện, thành phố thuộc tỉnh"
    SECTOR = "sector", "Công đoàn ngành và tương đương"
    COMMUNE = "commune", "Công đoàn xã, phường, đặc khu"
    GRASSROOTS = "grassroots", "Công đoàn cơ sở"
    PARTNER = "partner", "Đơn vị phối hợp"


class Role(TextChoices):
    """What a person may do; the home unit says where."""

    VIEWER = "viewer", "Người xem"
    OFFICER = "officer", "Cán bộ đơn vị"
    REVIEWER = "reviewer", "Người thẩm định"
    STAFF = "staff", "Cán bộ tỉnh"
    ADMINISTRATOR = "administrator", "Quản trị"


class Basis(TextChoices):
    """Where a participation's result comes from; exactly one, so that nothing counts twice."""

    REPORTED = "reported", "Số liệu đơn vị báo cáo"
    CHILDREN = "children", "Cộng các đơn vị trực thuộc"
    ACCEPTED = "accepted", "Sáng kiến được công nhận"


class Band(TextChoices):
    """How a rate stands to the quota, by its exact fraction."""

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
