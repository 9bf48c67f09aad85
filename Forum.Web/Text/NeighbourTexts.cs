namespace Tryghedsforum.Web.Text;

/// <summary>Words for what a case is about, how much lies there, and where outsiders are told it is.</summary>
internal sealed class KindText;

/// <summary>Words of the front page, of the list of forums, and of the residents' page.</summary>
internal sealed class FrontText;

/// <summary>Words of the steps of a report, and of its receipt.</summary>
internal sealed class ReportText;

/// <summary>Words of the page on which a reporter follows the own case.</summary>
internal sealed class FollowText;

/// <summary>Words of the page on personal data.</summary>
internal sealed class PrivacyText;
