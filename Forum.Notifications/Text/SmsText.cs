namespace Tryghedsforum.Notifications.Text;

/// <summary>Names the words of every SMS (<c>SmsText.resx</c>), one key per kind of message and per reply.</summary>
internal sealed class SmsText;
