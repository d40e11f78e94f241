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
