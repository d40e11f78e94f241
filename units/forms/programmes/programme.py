"""A programme, its phases and its blocs as administrators set them up."""

from __future__ import annotations

from typing import Any

from units.forms.editing import RegistryForm
from units.forms.fields import DayField, LineField
from units.models import Bloc, Phase, Programme

PROGRAMME_FIELDS = (
    "short_name",
    "name",
    "slug",
    "organiser_name",
    "organiser_short_name",
    "superior_name",
    "table_subtitle",
    "low_threshold",
    "rate_decimals",
    "jump_threshold",
    "is_public",
    "is_demonstration",
)
PHASE_FIELDS = ("number", "name", "starts_on", "ends_on")
BLOC_FIELDS = ("name", "code")


class ProgrammeForm(RegistryForm):
    short_name = LineField(
        label="Tên gọi ngắn", max_length=100, help_text="Ví dụ “01 triệu sáng kiến”; hiện trên mọi trang."
    )
    name = LineField(label="Tên đầy đủ", max_length=300)
    organiser_name = LineField(
        label="Cơ quan lập biểu", max_length=200, help_text="Ví dụ Liên đoàn Lao động tỉnh Lai Châu."
    )
    organiser_short_name = LineField(
        label="Cơ quan lập biểu, viết gọn", max_length=100, help_text="Ví dụ LĐLĐ tỉnh Lai Châu."
    )
    superior_name = LineField(label="Cơ quan chủ quản trên biểu", max_length=200, required=False)
    table_subtitle = LineField(label="Dòng dưới tên biểu", max_length=300)

    class Meta:
        model = Programme
        fields = PROGRAMME_FIELDS
        labels = {
            "slug": "Đường dẫn",
            "rate_decimals": "Số chữ số thập phân của tỷ lệ",
            "is_public": "Công khai: ai cũng xem được biểu, không cần đăng nhập",
            "is_demonstration": "Chương trình minh hoạ, số liệu không thật",
        }
        help_texts = {
            "slug": "Phần địa chỉ của trang biểu: chữ không dấu, số, gạch nối; ví dụ sang-kien-2027. "
            "Đổi thì các liên kết cũ đến biểu không còn mở được.",
            "low_threshold": "Tỷ lệ thấp hơn ngưỡng này được tô đỏ; từ 1 đến 100.",
            "rate_decimals": "0: in 94%; 1: in 93,6%; nhiều nhất 2. Mức và hạng luôn xét tỷ lệ chính xác.",
            "jump_threshold": "Số luỹ kế tăng quá số này so với lần trước thì người nhập phải ghi lý do.",
            "is_demonstration": "Chọn khi thêm; sau đó không đổi được.",
        }

    def __init__(self, data: Any = None, *, instance: Programme) -> None:
        super().__init__(data, instance=instance)
        if not instance._state.adding:
            del self.fields["is_demonstration"]


class PhaseForm(RegistryForm):
    name = LineField(label="Tên", max_length=100)
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến hết ngày")

    class Meta:
        model = Phase
        fields = PHASE_FIELDS
        labels = {"number": "Số thứ tự"}


class BlocForm(RegistryForm):
    name = LineField(label="Tên khối", max_length=200)

    class Meta:
        model = Bloc
        fields = BLOC_FIELDS
        labels = {"code": "Mã"}
        help_texts = {"code": "Chữ không dấu, số, gạch nối; ví dụ khoi-huyen."}
