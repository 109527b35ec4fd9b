"""One login page for both admins. A signed-in person without the right gets a plain 403, never a loop."""

from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import PermissionDenied, ValidationError

from registry.history.acting import acting
from registry.parties.events import note

from .access import address_of
from .throttle import MINUTES, TRIES, device_of, minutes_to_wait, remember


class LoginForm(AuthenticationForm):
    """Asks whether the account must wait before the password is looked at, for known and unknown names alike."""

    def clean(self):
        name = self.cleaned_data.get("username") or ""
        wait = minutes_to_wait(self.request, name)
        if wait:
            self._note("login_wait", name)
            raise ValidationError(
                f"{MINUTES}分钟内密码输错已满{TRIES}次，请在{wait}分钟后再试。忘记密码的，请联系系统管理员重设。"
            )
        try:
            return super().clean()
        except ValidationError as error:
            self._note("login_failed", name)
            raise ValidationError(
                "账号或密码不正确，请核对大小写后重新输入；账号停用的，请联系系统管理员。"
            ) from error

    def _note(self, kind, name):
        note(kind, account=name, address=address_of(self.request), device=device_of(self.request, name))


class LoginPage(views.LoginView):
    template_name = "login.html"
    form_class = LoginForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.method == "GET" and self.get_redirect_url():
            raise PermissionDenied("您的账号没有进入该页面的权限。")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        response = super().form_valid(form)
        remember(self.request, response, form.get_user().get_username())
        return response

    def get_default_redirect_url(self):
        user = self.request.user
        if user.is_staff:
            return "/admin/"
        return "/cms/" if user.has_perm("wagtailadmin.access_admin") else "/"


class SetPasswordPage(views.PasswordResetConfirmView):
    """Where the one-time link leads: choose a password, then sign in. Used, renewed or 72 hours old, it is dead."""

    template_name = "set_password.html"
    success_url = "/login/?set=1"

    def form_valid(self, form):
        with acting(form.user, "本人设置密码"):
            return super().form_valid(form)
