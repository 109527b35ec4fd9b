"""One login page for both admins. A signed-in person without the right gets a plain 403, never a loop."""

from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied


class LoginPage(LoginView):
    template_name = "login.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.method == "GET" and self.get_redirect_url():
            raise PermissionDenied("您的账号没有进入该页面的权限。")
        return super().dispatch(request, *args, **kwargs)

    def get_default_redirect_url(self):
        user = self.request.user
        if user.is_staff:
            return "/admin/"
        return "/cms/" if user.has_perm("wagtailadmin.access_admin") else "/"
