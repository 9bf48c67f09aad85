namespace Tryghedsforum.Notifications.Text;

/// <summary>Names the words of every mail (<c>MailText.resx</c>), one key per subject and paragraph.</summary>
internal sealed class MailText;
