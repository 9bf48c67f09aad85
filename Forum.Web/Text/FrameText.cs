namespace Tryghedsforum.Web.Text;

/// <summary>Words of the frame around every page, and of the error pages.</summary>
internal sealed class FrameText;

/// <summary>Words of the parts that several pages share.</summary>
internal sealed class PartText;
